# The four states of the cycle side by side: pale where the neuron answers +1,
# the corners of XOR, and a ring around the one that is shown next.
eval figure(11.6, 3.7)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-0.6:8.8]
set yrange [-0.6:2]
shift = 2.4
$frame << END
-0.5 -0.5
 1.5 -0.5
 1.5  1.5
-0.5  1.5
-0.5 -0.5
END
plot for [i = 0:3] 'xor_perceptron-sides.dat' index i \
         using ($1 + shift * i):2 with filledcurves closed lt 9, \
     for [i = 0:3] $frame using ($1 + shift * i):2 with lines lt 8, \
     for [i = 0:3] 'xor_perceptron.dat' \
         using ($1 == $2 ? NaN : $1 + shift * i):2 with points lt 1 ps 0.9, \
     for [i = 0:3] '' using ($1 == $2 ? $1 + shift * i : NaN):2 with points lt 2 ps 0.9, \
     '' using ($1 + shift * $0):2 with points lt 8 pt 6 ps 1.8, \
     '' using (0.5 + shift * $0):(1.75):3 with labels textcolor lt 8
