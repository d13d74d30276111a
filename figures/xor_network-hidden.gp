# Left the inputs, with the line of each hidden unit; right what the hidden
# layer makes of them, with the line of the output.
eval figure(11.6, 6.2)
set multiplot layout 1, 2 margins 0.12, 0.98, 0.24, 0.88 spacing 0.16
unset key
unset grid
set border 15
set size ratio 1
set xtics 0.5
set ytics 0.5
set clip two
set title 'inputs'
set xrange [-0.5:1.5]
set yrange [-0.5:1.5]
set xlabel 'x₁'
set ylabel 'x₂'
set label 1 'unit 1' at -0.42, 0.42 left textcolor lt 8
set label 2 'unit 2' at 0.8, 1.3 left textcolor lt 8
plot 'xor_network-lines.dat' index 0:1 with lines lt 8 lw 2, \
     'xor_network-corners.dat' using 1:($1 == $2 ? NaN : $2) with points lt 1 ps 1, \
     '' using 1:($1 == $2 ? $2 : NaN) with points lt 2 ps 1
unset label
set title 'hidden units'
set xrange [-0.25:1.25]
set yrange [-0.25:1.25]
set xlabel 'u₁'
set ylabel 'u₂'
plot 'xor_network-hidden.dat' with lines lt 7 lw 2, \
     'xor_network-lines.dat' index 2 with lines lt 8 lw 2, \
     'xor_network-corners.dat' using 3:($1 == $2 ? NaN : $4) with points lt 1 ps 1, \
     '' using 3:($1 == $2 ? $4 : NaN) with points lt 2 ps 1
unset multiplot
