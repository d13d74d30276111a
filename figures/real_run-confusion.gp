# The confusion matrices of the test sets: the darker, the more. Right answers
# are framed and not shaded: they would outshine all the rest.
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
shade(t, a, n) = t == a || n == 0 ? NaN : n
names = "'T-shirt' 'trousers' 'pullover' 'dress' 'coat' 'sandal' 'shirt' 'sneaker' 'bag' 'ankle boot'"
do for [set_name in 'mnist fashion'] {
    mnist = set_name eq 'mnist'
    set title (mnist ? 'MNIST' : 'Fashion-MNIST')
    set lmargin at screen (mnist ? 0.07 : 0.625)
    set rmargin at screen (mnist ? 0.445 : 0.99)
    unset xtics
    unset ytics
    set xtics (0) offset 0, 0.2
    set ytics (0)
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
    set cbrange [0:(mnist ? 30 : 200)]
    file = 'real_run-'.set_name.'-confusion.dat'
    limit = mnist ? 15 : 90
    plot file using 2:1:(0.5):(0.5):(shade($1, $2, $3)) with boxxyerror \
             fillcolor palette fillstyle solid noborder, \
         file using ($1 == $2 ? $2 : NaN):1:(0.48):(0.46) with boxxyerror \
             fillstyle empty border lt 7 dt solid, \
         file using 2:($3 > 0 && ($3 <= limit || $1 == $2) ? $1 : NaN):(sprintf('%d', $3)) \
             with labels font small textcolor lt 8, \
         file using 2:($3 > limit && $1 != $2 ? $1 : NaN):(sprintf('%d', $3)) \
             with labels font small textcolor rgb 'white'
}
unset multiplot
