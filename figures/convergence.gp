# The two quantities of the proof, between the two lines that must cross.
eval figure(11.6, 6.4)
set xlabel 'mistakes k'
set logscale xy
set key bottom right
set xrange [1:4000]
set yrange [0.05:500]
plot 'convergence.dat' index 1 using 1:3 with lines lt 7 lw 2 \
         title 'ceiling √k R', \
     '' index 0 using 1:3 with lines lt 1 title 'length of w', \
     '' index 0 using 1:2 with lines lt 2 title 'u · w', \
     '' index 1 using 1:2 with lines lt 8 title 'floor k γ', \
     '' index 2 with points lt 8 pt 7 ps 0.7 title 'k = R^2/γ^2'
