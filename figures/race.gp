# Three ways down Rosenbrock's valley.
eval figure(11.6, 8)
set xrange [-1.6:1.6]
set yrange [-0.4:1.7]
set xlabel 'w_1'
set ylabel 'w_2'
unset grid
set key top center samplen 1.5
set samples 200
set isosamples 200
set contour base
set cntrparam levels discrete 0.3, 1, 3, 10, 30, 100
unset surface
set table $Contours
splot (1 - x)**2 + 100 * (y - x**2)**2
unset table
plot $Contours using 1:2 with lines lt 7 lw 0.5 dt solid notitle, \
     x**2 with lines lt 7 notitle, \
     'race.dat' index 2 with linespoints lt 3 lw 1 dt solid pt 5 ps 0.25 \
         title 'Adam', \
     'race.dat' index 1 with linespoints lt 2 lw 1 dt solid pt 9 ps 0.4 \
         title 'momentum', \
     'race.dat' index 0 with linespoints lt 1 lw 1 pt 7 ps 0.25 \
         title 'gradient descent', \
     '+' using (1):(1) every ::::0 with points lt 8 pt 1 ps 1 notitle
