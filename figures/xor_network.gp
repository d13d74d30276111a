# The output over the square, as a surface, and the four corners on it.
eval figure(10, 6.6)
unset key
unset grid
set border 31
set xyplane at -1.2
set hidden3d
set view 48, 36, 1, 0.8
set xtics 0.5 offset 0, -0.4
set ytics 0.5 offset 0.6, 0
set ztics 1
set zrange [-1.2:1]
set xlabel 'x₁'
set ylabel 'x₂' offset -2.5, -0.3
set zlabel 'y'
splot 'xor_network.dat' every 2:2 using 1:2:3 with lines lt 8 lw 0.5, \
      'xor_network-corners.dat' using 1:($1 == $2 ? NaN : $2):5 with points lt 1 ps 0.9, \
      '' using 1:($1 == $2 ? $2 : NaN):5 with points lt 2 ps 0.9
