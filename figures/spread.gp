# The size of the activations, layer by layer.
eval figure(12.2, 6)
set multiplot layout 1, 2 margins 0.15, 0.985, 0.16, 0.92 spacing 0.11
set logscale y
set xrange [0:30]
set xtics 10
set yrange [1e-12:1e10]
set ytics 1e-12, 10000
set format y '10^{%T}'
set xlabel 'layer'
set ylabel 'root of the mean square' offset (is_svg ? 1 : 0.2)
ways = "'0.05 · normal' 'Xavier' 'He' '0.2 · normal'"
do for [g = 0:1] {
    set title g == 0 ? 'ReLU' : 'tanh' offset 0, -0.8
    if (g == 0) {
        set key off
    } else {
        set key on top right spacing 1
        unset ylabel
    }
    plot for [i = 0:3] 'spread.dat' index 4 * g + i using 1:2 \
         with lines lt i + 1 title word(ways, i + 1)
}
unset multiplot
