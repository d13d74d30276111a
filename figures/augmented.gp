# Ten pictures with what was done to them.
eval figure(11.6, 5.2)
set multiplot layout 2, 5 margins 0.01, 0.99, 0.02, 0.91 spacing 0.02, 0.1
unset tics
unset key
unset grid
set border 15 lt 7
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [0:1]
titles = "'as it is' 'noise' 'crop' 'flip' 'rotation' 'scaling' 'translation' 'brightness' 'contrast' 'several'"
do for [k = 0:9] {
    set title word(titles, k + 1)
    plot 'augmented.dat' index k matrix with image
}
unset multiplot
