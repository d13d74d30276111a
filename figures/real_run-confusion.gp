# The confusion matrices of the test sets: the stronger the shade, the more. Right
# answers are framed and not shaded: they would outshine all the rest. The shades
# are ink that lets the page through, so that the numbers can be read on all of
# them, on a dark page too.
eval figure(13.2, 7.6)
unset key
unset grid
set border 0
set tics scale 0
set multiplot
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
set tmargin at screen 0.92
set bmargin at screen 0.235
small = is_svg ? ',11' : ',5.4'
names = "'T-shirt' 'trousers' 'pullover' 'dress' 'coat' 'sandal' 'shirt' 'sneaker' 'bag' 'ankle boot'"
do for [set_name in 'mnist fashion'] {
    mnist = set_name eq 'mnist'
    set title (mnist ? 'MNIST' : 'Fashion-MNIST')
    set lmargin at screen (mnist ? 0.07 : 0.625)
    set rmargin at screen (mnist ? 0.445 : 0.99)
    unset xtics
    unset ytics
    set xtics scale 0 (0) offset 0, 0.2
    set ytics scale 0 (0)
    do for [k = 0:9] {
        label = mnist ? sprintf('%d', k) : word(names, k + 1)
        set xtics add (label k)
        set ytics add (label k)
    }
    if (!mnist) {
        set xtics rotate by 90 right
    }
    set label 1 'answer' at graph 0.5, screen 0.04 center textcolor lt 8
    set label 2 (mnist ? 'true class' : '') at screen 0.018, graph 0.5 center \
        rotate by 90 textcolor lt 8
    file = 'real_run-'.set_name.'-confusion.dat'
    # Five shades; MNIST's mistakes are ten times as rare.
    step = mnist ? 2.5 : 25
    level(t, a, n) = t == a || n == 0 ? -1 : int(n / step) > 4 ? 4 : int(n / step)
    plot for [k = 0:4] file using (level($1, $2, $3) == k ? $2 : NaN):1:(0.5):(0.5) with boxxyerror \
             fillcolor lt 8 fillstyle transparent solid 0.06 + 0.1 * k noborder, \
         file using ($1 == $2 ? $2 : NaN):1:(0.48):(0.46) with boxxyerror \
             lt 8 dt solid lw 1.2 fillstyle empty, \
         file using 2:($3 > 0 ? $1 : NaN):(sprintf('%d', $3)) with labels font small textcolor lt 8
}
unset multiplot
