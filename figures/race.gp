# Three ways down Rosenbrock's valley.
eval figure(11.6, 8)
set xrange [-1.6:1.6]
set yrange [-0.4:1.7]
set xlabel 'w_1'
set ylabel 'w_2'
unset grid
unset key
set samples 200
set isosamples 200
set contour base
set cntrparam levels discrete 0.3, 1, 3, 10, 30, 100
unset surface
set table $Contours
splot (1 - x)**2 + 100 * (y - x**2)**2
unset table
set label 'Adam' at -0.66, 1.5 left textcolor lt 3
set label 'momentum' at 0.42, 0.07 left textcolor lt 2
set label 'gradient descent' at -0.55, 0.99 left textcolor lt 1
set arrow from -0.57, 0.99 to -0.93, 0.99 head filled size 0.05, 18 lt 1 lw 0.8 dt solid front
plot $Contours using 1:2 with lines lt 7 lw 0.5 dt solid notitle, \
     x**2 with lines lt 7 notitle, \
     'race.dat' index 2 with linespoints lt 3 lw 0.8 dt solid pt 4 ps 0.35, \
     'race.dat' index 1 with linespoints lt 2 lw 0.8 dt solid pt 9 ps 0.4, \
     'race.dat' index 0 with lines lt 1 lw 0.8, \
     '+' using (1):(1) every ::::0 with points lt 8 pt 1 ps 1 notitle
