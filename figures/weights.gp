# Histograms of the weights; the tallest bar of L1 is cut off and says its height.
eval figure(11.6, 5.2)
set multiplot layout 1, 3 margins 0.09, 0.985, 0.2, 0.87 spacing 0.035, 0
set xrange [-0.3:0.3]
set yrange [0:22]
set xtics 0.2
set xlabel 'weight'
unset key
titles = "'no penalty' 'L2' 'L1'"
do for [k = 1:3] {
    set title word(titles, k)
    set format y (k == 1 ? '%g %%' : '')
    stats 'weights.dat' using k + 1 nooutput
    if (STATS_max > 22) {
        set label 1 sprintf('%.0f %%', STATS_max) at 0.02, 20.5 textcolor lt 8
    }
    plot 'weights.dat' using 1:(column(k + 1)) with boxes lt k
}
unset multiplot
