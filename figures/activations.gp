# The activation functions, each in its own panel, on the same axes.
eval figure(11.6, 7)
set multiplot layout 2, 4 spacing 0.05, 0.11 margins 0.075, 0.98, 0.11, 0.92
unset key
set xrange [-4:4]
set yrange [-1.6:4]
set xtics -4, 4, 4
set ytics -1, 1, 3 format ''
names = "'identity' 'sigmoid' 'tanh' 'ReLU' 'leaky ReLU' 'ELU' 'softplus' 'hard tanh'"
do for [i = 1:8] {
    set title word(names, i) offset 0, -0.7
    set format x i > 4 ? '%g' : ''
    set format y i % 4 == 1 ? '%g' : ''
    plot 0 with lines lt 8 lw 0.5, 'activations.dat' using 1:i + 1 with lines lt 1
}
unset multiplot
