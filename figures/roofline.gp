# The roofline: what the caches and the memory can deliver, what the processor can
# compute, and where the kernels are. Their numbers are those of the table.
eval figure(11.6, 8.6)
stats 'roofline-machine.dat' using 1 nooutput name 'peak'
stats 'roofline-machine.dat' using 2 nooutput name 'wide'
array speed[4]
do for [i = 1:4] {
    stats 'roofline-machine.dat' using (column(i + 2)) nooutput name 'level'
    speed[i] = level_max
}
set datafile separator tab
stats 'roofline.dat' using 5 nooutput name 'kernels'
set logscale xy
set xrange [0.08:250]
top = wide_max > peak_max ? wide_max : peak_max
set yrange [2:1.6 * (kernels_max > top ? kernels_max : top)]
set xlabel 'operations for each byte (FLOP/byte)'
set ylabel 'GFLOP/s'
set xtics (0.1, 1, 10, 100)
set samples 400
unset key
roof(x, i, top) = speed[i] * x < top ? speed[i] * x : NaN
height = 0.36 * peak_max # of the names of the lines
set label 1 'L1' at height / speed[1], height right offset -0.6, 0.3 textcolor lt 8
set label 2 'L2' at height / speed[2], height left offset 0.6, -0.3 textcolor lt 8
set label 3 'L3' at height / speed[3], height right offset -0.6, 0.3 textcolor lt 8
set label 4 'memory' at height / speed[4], height left offset 0.6, -0.3 textcolor lt 8
set label 11 'vectors of 8' at 1, 1.14 * peak_max left textcolor lt 8
if (wide_max > 0) { set label 12 'vectors of 16' at 1, 1.14 * wide_max left textcolor lt 8 }
plot for [i = 1:4] roof(x, i, peak_max) lt 7 dashtype solid, \
     (x > peak_max / speed[1] ? peak_max : NaN) lt 8 linewidth 1.5, \
     (wide_max > 0 && x > wide_max / speed[1] ? wide_max : NaN) lt 7, \
     'roofline.dat' using 4:5 with points lt 1 pointsize 0.5, \
     '' using 4:5:9 with labels left offset 0.5, 0.35 font ',5.8' textcolor lt 8
