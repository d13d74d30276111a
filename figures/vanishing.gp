# The size of the gradient, layer by layer, before the first step.
set logscale y
set xlabel 'layer (1 is next to the input)'
set ylabel 'norm of the weight gradient' offset -1.4
set lmargin 11.5
set format y '10^{%T}'
set xrange [0.7:11.3]
set xtics 1
set key bottom right
plot 'vanishing.dat' using 1:4 with linespoints lt 1 title 'ReLU', \
     '' using 1:3 with linespoints lt 3 title 'tanh', \
     '' using 1:2 with linespoints lt 2 title 'sigmoid'
