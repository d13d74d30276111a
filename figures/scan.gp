# A page, and where the scanner sees a digit.
eval figure(9, 10)
set multiplot layout 2, 1 margins 0.01, 0.99, 0.01, 0.94 spacing 0.02, 0.09
unset tics
unset key
unset grid
set border 15 lt 7
set size ratio -1
set xrange [-0.5:83.5]
set yrange [41.5:-0.5]
set cbrange [0:1]
set title 'a page'
plot 'scan.dat' index 0 matrix with image
set title 'how sure the scanner is, and what it answers'
plot 'scan.dat' index 1 matrix using ($1 + 6.5):($2 + 6.5):3 with image, \
     '' index 2 using ($1 + 5):2:3 with labels textcolor lt 2 font (is_svg ? ',22' : ',11')
unset multiplot
