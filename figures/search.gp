# Trials of a random search, by learning rate and dropout; the best are darkest.
eval figure(10, 5.6)
set logscale x
set format x '10^{%T}'
set xlabel 'learning rate'
set ylabel 'dropout'
set xrange [8e-5:4e-2]
set yrange [-0.04:0.84]
unset key
set cbrange [84:91]
set colorbox
set cblabel 'right on the validation set, %' offset 1, 0 textcolor lt 8
plot 'search.dat' index 0 using 1:3:4 with points pt 7 ps 1.1 palette, \
     '' index 0 using 1:3 with points pt 6 ps 1.1 lc rgb guide lw 0.6, \
     '' index 1 using 1:3 with points lt 2 pt 6 ps 2 lw 1.6
