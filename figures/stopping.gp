# Two losses; the best epoch, and where patience has come to its end.
eval figure(9, 5.2)
set xlabel 'epoch'
set ylabel 'loss'
stats 'stopping.dat' index 1 using 1 nooutput name 'S'
set yrange [0:0.8]
set key at graph 0.98, 0.98
set arrow 1 from S_max, graph 0 to S_max, graph 0.62 nohead lt 7
set label 1 'stop' at S_max + 0.7, graph 0.58 textcolor lt 8
plot 'stopping.dat' index 0 using 1:2 with lines lt 1 title 'training', \
     '' index 0 using 1:3 with lines lt 2 title 'validation', \
     '' index 1 every ::0::0 using 1:2 with points lt 3 ps 1 title 'best epoch'
