# Three cases, and in each the line that has most points on their side.
eval figure(12.8, 4.9)
set multiplot layout 1, 3 margins 0.02, 0.98, 0.04, 0.9 spacing 0.03
unset key
unset grid
set border 15
unset tics
set clip two
set size ratio 1
set xrange [-3:3]
set yrange [-3:3]
do for [case in 'quadrants ring modes'] {
    set title case eq 'modes' ? 'three modes' : case
    plot 'hard_cases-'.case.'.dat' index 0 with points lt 1 ps 0.34, \
         '' index 1 with points lt 2 ps 0.4, \
         '' index 2 with lines lt 8 lw 2
}
unset multiplot
