# One digit in five ways, and another digit; under each the mean distance of its
# dots from those of the first.
eval figure(12.2, 3.2)
set multiplot layout 1, 6 margins 0.005, 0.995, 0.17, 0.8 spacing 0.012
unset key
unset grid
set border 15 lt 7 lw 0.5 dt solid
unset tics
set size ratio 1
set cbrange [0:1]
do for [k = 0:5] {
    set autoscale
    stats 'challenges-labels.dat' using 2 every ::k::k nooutput
    set xrange [-0.5:27.5]
    set yrange [27.5:-0.5]
    set title word('original viewpoint illumination occlusion clutter another', k + 1)
    set label 1 k == 0 ? '' : sprintf('%d', STATS_max) at graph 0.5, -0.13 center textcolor lt 8
    plot 'challenges.dat' index k matrix with image pixels
}
unset multiplot
