# Wrong answers of LeNet over the number of bits.
eval figure(11.6, 5.6)
set xlabel 'bits of a number'
set ylabel 'wrong answers, %'
set logscale y
set xrange [8.3:1.7]
set xtics 1
set yrange [0.5:100]
set ytics (0.5, 1, 2, 5, 10, 20, 50, 100)
set key top left
plot 'eight_bits.dat' using 1:(100 - $3) with linespoints lt 2 title 'weights and inputs', \
     '' using 1:(100 - $4) with linespoints lt 1 title 'with a scale for each filter', \
     '' using 1:(100 - $2) with linespoints lt 3 title 'weights alone'
