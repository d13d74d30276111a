# Right answers from a thousand pictures: the mean of five seeds, and their spread.
eval figure(11.6, 8.6)
set multiplot layout 1, 2 margins 0.215, 0.985, 0.14, 0.92 spacing 0.22, 0
set xrange [87.5:95.8]
set xtics 88, 2
set xlabel 'right on the test set, %'
unset key
set grid noytics
set title 'one remedy'
set yrange [7.6:-0.6]
plot 'thousand.dat' index 0 using 2:0:3:4:ytic(1) with xerrorbars lt 1
set title 'all but one'
set yrange [5.6:-0.6]
plot 'thousand.dat' index 1 using 2:0:3:4:ytic(1) with xerrorbars lt 2
unset multiplot
