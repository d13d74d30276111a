# Ten examples: their numbers are shuffled, and the list is cut into three.
eval figure(11.6, 5)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-2.4:11.6]
set yrange [-1.9:4.1]
gap(part) = 0.5 * part
set style arrow 1 nohead lt 7 dt solid lw 0.6
set label 'examples' at -0.4, 3.2 right textcolor lt 8
set label 'order' at -0.4, 0.5 right textcolor lt 8
set label 'training' at 3.5, -0.45 center textcolor lt 8
set label 'fits the weights' at 3.5, -1.05 center textcolor lt 8
set label 'validation' at 7.7, -0.45 center textcolor lt 8
set label 'for choices' at 7.7, -1.05 center textcolor lt 8
set label 'test' at 10.1, -0.45 center textcolor lt 8
set label 'once, last' at 10.1, -1.05 center textcolor lt 8
set for [i = 0:9] label sprintf('%d', i) at i + 0.5, 3.2 center textcolor lt 8
do for [i = 0:9] {
    set object rectangle from i, 2.7 to i + 1, 3.7 fillstyle empty border lt 8
}
plot 'order_of_ten.dat' index 0 using ($2 + 0.5):(2.65):($1 + gap($3) - $2):(-1.6) with vectors arrowstyle 1, \
     '' index 0 using ($1 + gap($3) + 0.5):($3 == 0 ? 0.5 : NaN):(0.5):(0.5) with boxxyerror \
         dt solid fillcolor lt 9 fillstyle solid border lt 8, \
     '' index 0 using ($1 + gap($3) + 0.5):($3 == 1 ? 0.5 : NaN):(0.5):(0.5) with boxxyerror \
         dt solid fillcolor lt 5 fillstyle transparent solid 0.35 border lt 8, \
     '' index 0 using ($1 + gap($3) + 0.5):($3 == 2 ? 0.5 : NaN):(0.5):(0.5) with boxxyerror \
         dt solid fillcolor lt 2 fillstyle transparent solid 0.4 border lt 8, \
     '' index 0 using ($1 + gap($3) + 0.5):(0.5):2 with labels textcolor lt 8
