# Left: the speed of reading an array again and again, over its size. Right: the
# time of a read, over the distance from one to the next.
eval figure(11.6, 5.8)
set multiplot layout 1, 2
unset key
set logscale xy
set xlabel 'size of the array'
set ylabel 'GB/s'
set xrange [3:400000]
set yrange [5:400]
set xtics ('4 KB' 4, '64' 64, '1 MB' 1024, '16' 16384, '256' 262144)
plot 'caches.dat' using 1:2 with linespoints lt 1
set xlabel 'numbers from read to read'
set ylabel 'nanoseconds a read'
set xrange [0.8:1300]
set yrange [0.1:20]
set xtics (1, 4, 16, 64, 256, 1024)
set arrow from 16, 0.1 to 16, 20 nohead lt 7
set label 'a line' at 18, 0.15 left textcolor lt 8
plot 'caches-strides.dat' using 1:2 with linespoints lt 1
unset multiplot
