# The worked example as a graph. Under each name the number of the way forward;
# in colour the gradients of the way back.
eval figure(12.2, 7.2)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-0.8:11.2]
set yrange [-1.75:5.25]
set style arrow 1 head filled size 0.16, 18 lt 8
r = 0.68
edges = '0 3.5 3 3.5   0 3.5 3 0   0 0 3 3.5   0 0 3 0   3 3.5 5.2 3.5 ' \
    .'3 0 5.2 0   5.2 3.5 8 1.75   5.2 0 8 1.75   8 1.75 10.4 1.75'
do for [i = 1:9] {
    ax = real(word(edges, 4 * i - 3)); ay = real(word(edges, 4 * i - 2))
    bx = real(word(edges, 4 * i - 1)); by = real(word(edges, 4 * i))
    d = sqrt((bx - ax)**2 + (by - ay)**2) / r
    set arrow from ax + (bx - ax) / d, ay + (by - ay) / d \
        to bx - (bx - ax) / d, by - (by - ay) / d arrowstyle 1
}
plot 'worked_example.dat' index 0 using 1:2:(r) with circles fillstyle empty border lt 8 lt 8, \
     '' index 0 using 1:($2 + 0.2):3 with labels textcolor lt 8, \
     '' index 0 using 1:($2 - 0.24):4 with labels textcolor lt 8, \
     '' index 1 using 1:2:(strcol(3).strcol(4)) with labels textcolor lt 2, \
     '' index 2 using 1:2:(strcol(3).strcol(4)) with labels textcolor lt 8, \
     '' index 2 using 1:($2 - 0.42):5 with labels textcolor lt 2
