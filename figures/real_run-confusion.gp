# The confusion matrices of the test sets: the darker, the more. Right answers
# are framed and not shaded: they would outshine all the rest.
eval figure(11.6, 6.4)
unset key
unset grid
set border 0
set tics scale 0
set size square
set multiplot layout 1, 2 margins 0.08, 0.99, 0.13, 0.92 spacing 0.07, 0
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
set xtics 1
set ytics 1
set xlabel 'answer'
small = is_svg ? ',9' : ',4.6'
shade(t, a, n) = t == a || n == 0 ? NaN : n
do for [set_name in 'mnist fashion'] {
    set title (set_name eq 'mnist' ? 'MNIST' : 'Fashion-MNIST')
    set ylabel (set_name eq 'mnist' ? 'true class' : '')
    set cbrange [0:(set_name eq 'mnist' ? 30 : 200)]
    file = 'real_run-'.set_name.'-confusion.dat'
    limit = set_name eq 'mnist' ? 18 : 120
    plot file using 2:1:(0.5):(0.5):(shade($1, $2, $3)) with boxxyerror \
             fillcolor palette fillstyle solid noborder, \
         file using ($1 == $2 ? $2 : NaN):1:(0.47):(0.47) with boxxyerror \
             fillstyle empty border lt 7 dt solid, \
         file using 2:($3 > 0 && ($3 <= limit || $1 == $2) ? $1 : NaN):(sprintf('%d', $3)) \
             with labels font small textcolor lt 8, \
         file using 2:($3 > limit && $1 != $2 ? $1 : NaN):(sprintf('%d', $3)) \
             with labels font small textcolor rgb 'white'
}
unset multiplot
