# As they learn: loss and wrong answers, each over 150 batches.
eval figure(11.6, 5.4)
set multiplot layout 1, 2 margins 0.07, 0.985, 0.19, 0.9 spacing 0.09, 0
set xlabel 'passes through the data'
set xrange [0:2]
set xtics 0.5
set title 'loss'
set logscale y
set yrange [0.01:2]
set key top right
plot 'lenet.dat' index 1 using 1:2 with lines lt 2 title 'MLP', \
     '' index 0 using 1:2 with lines lt 1 title 'LeNet'
set title 'wrong answers, %'
set yrange [0.3:50]
plot 'lenet.dat' index 1 using 1:3 with lines lt 2 title 'MLP', \
     '' index 0 using 1:3 with lines lt 1 title 'LeNet'
unset multiplot
