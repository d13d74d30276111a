# Two weights and the bias after every example, each on a line of its own: on
# OR they settle, on XOR they go round.
eval figure(11.6, 5.4)
set multiplot layout 1, 2 margins 0.07, 0.98, 0.26, 0.88 spacing 0.08
unset key
unset grid
set border 1
set xrange [0:32]
set yrange [-1.5:10.5]
set xtics 4
set ytics ('w₁' 8, 'w₂' 4, 'b' 0) scale 0
set xlabel 'examples seen'
set for [i = 0:2] arrow from 0, 4 * i to 32, 4 * i nohead lt 7 back
do for [problem in 'or xor'] {
    set title problem eq 'or' ? 'OR' : 'XOR'
    file = 'xor_perceptron-weights-'.problem.'.dat'
    plot file using 1:($2 + 8) with steps lt 1 dt solid, \
         '' using 1:($3 + 4) with steps lt 2 dt solid, \
         '' using 1:4 with steps lt 3 dt solid
}
unset multiplot
