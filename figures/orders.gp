# How many mistakes 1000 random orders of the same nuts took.
eval figure(11.6, 5.6)
set xlabel 'mistakes until an epoch without one'
set ylabel 'orders, of 1000'
set xrange [0:110]
set boxwidth 4.4
plot 'orders.dat' index 0 with boxes lt 1 title 'as measured', \
     '' index 1 with histeps lt 2 lw 2.5 dt solid \
         title 'origin in the middle of the nuts'
