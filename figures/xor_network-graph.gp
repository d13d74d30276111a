# The network with two inputs, two hidden units and one output. Every number
# stands under its name in C.
eval figure(10, 5)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-0.9:7.2]
set yrange [-0.75:3.3]
set style arrow 1 head filled size 0.14, 18 lt 8
r = 0.4
$nodes << END
0 0 x[1]
0 2 x[0]
3 0 u[1]
3 2 u[0]
6 1 y
END
edges = "'0 2 3 2' '0 2 3 0' '0 0 3 2' '0 0 3 0' '3 2 6 1' '3 0 6 1'"
do for [edge in edges] {
    ax = real(word(edge, 1)); ay = real(word(edge, 2))
    bx = real(word(edge, 3)); by = real(word(edge, 4))
    d = sqrt((bx - ax)**2 + (by - ay)**2) / r
    set arrow from ax + (bx - ax) / d, ay + (by - ay) / d \
        to bx - (bx - ax) / d, by - (by - ay) / d arrowstyle 1
}
set label 'w[0][0]' at 1.5, 2.18 center textcolor lt 8
set label 'w[1][1]' at 1.5, -0.2 center textcolor lt 8
set label 'w[1][0]' at 0.95, 1.58 left textcolor lt 8
set label 'w[0][1]' at 0.95, 0.42 left textcolor lt 8
set label 'v[0]' at 4.7, 1.74 center textcolor lt 8
set label 'v[1]' at 4.7, 0.24 center textcolor lt 8
set label 'b[0]' at 3, 2.58 center textcolor lt 8
set label 'b[1]' at 3, -0.56 center textcolor lt 8
set label 'c' at 6, 1.58 center textcolor lt 8
set label 'inputs' at 0, 3.1 center textcolor lt 8
set label 'hidden layer' at 3, 3.1 center textcolor lt 8
set label 'output' at 6, 3.1 center textcolor lt 8
plot $nodes using 1:2:(r) with circles fillstyle empty border lt 8 lt 8, \
     '' using 1:2:3 with labels textcolor lt 8
