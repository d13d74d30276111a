# Training speed of 784-128-10 at batch 64, from mlp.dat: median, smallest and largest of the
# rounds.
eval figure(11.6, 6)
set logscale x
set format x "%.0s%c"
set xlabel "images per second in training (logarithmic)"
set yrange [] reverse
set offsets 0, 0, 0.6, 0.6
unset key
set grid noy
stats 'mlp.dat' using 2 nooutput
plot 'mlp.dat' using 2:0:3:4:ytic(1) with xerrorbars lt 1 pt 7
