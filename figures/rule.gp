# A boundary before and after one step of the rule, each with its w.
eval figure(8, 5.8)
set xlabel 'length (cm)'
set ylabel 'width (cm)'
unset key
set clip two
set size ratio -1
set xrange [1.1:3]
set yrange [0.9:2.3]
set xtics 0.5
set ytics 0.5
set label 'before' at 2.26, 2.14
set label 'after' at 2.7, 1.6
set label 'the nut' at 2.05, 1.76
plot 'rule.dat' index 1 with lines lt 7 lw 2, \
     '' index 2 using 1:2:3:4 with vectors lt 7 lw 2 dt solid, \
     '' index 3 with lines lt 8 lw 2, \
     '' index 4 using 1:2:3:4 with vectors lt 8 lw 2, \
     '' index 0 with points lt 1 ps 1
