# (a + b) · a as the tape holds it. In black the way forward: how a number was
# made, its value, and the local derivatives at the arrows. In colour the way
# back: what each arrow hands on, and the gradient of each number.
eval figure(12.2, 6)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-1.6:10.4]
set yrange [-1.4:5.1]
r = 0.62
# Where the words of an arrow stand: above or beside it, and below.
array ax[4] = [2.5, 1.8, 6.2, 4.5]
array ay[4] = [2.55, 0.82, 2.12, 3.5]
array bx[4] = [0.95, 1.9, 6.6, 4.6]
array by[4] = [1.75, -0.1, 1.2, 2.7]
part(x, y, u, v) = r / sqrt((u - x)**2 + (v - y)**2)
set style arrow 1 head filled size 0.18, 18 lt 8
plot 'tape_example.dat' index 1 \
        using ($1 + ($3 - $1) * part($1, $2, $3, $4)):($2 + ($4 - $2) * part($1, $2, $3, $4)): \
            (($3 - $1) * (1 - 2 * part($1, $2, $3, $4))):(($4 - $2) * (1 - 2 * part($1, $2, $3, $4))) \
        with vectors arrowstyle 1, \
     '' index 1 using (ax[$0 + 1]):(ay[$0 + 1]):(sprintf('local %g', $5)) with labels textcolor lt 8, \
     '' index 1 using (bx[$0 + 1]):(by[$0 + 1]):(sprintf('hands back %g', $6)) with labels textcolor lt 2, \
     '' index 0 using 1:2:(r) with circles fillstyle empty border lt 8 lt 8, \
     '' index 0 using 1:($2 + 0.95):3 with labels textcolor lt 8, \
     '' index 0 using 1:2:4 with labels textcolor lt 8, \
     '' index 0 using 1:($2 - 0.95):(sprintf('gradient %g', $5)) with labels textcolor lt 2
