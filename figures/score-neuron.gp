# One neuron: two inputs, two weights, a bias, a sum, a threshold.
eval figure(11, 4.6)
unset border
unset tics
unset key
unset grid
set margins 0, 0, 0, 0
set size ratio -1
set xrange [0:10]
set yrange [0.7:5]
set style fill empty border lt 8
set object circle at 1, 3.8 size 0.5 fs empty border lt 8
set object circle at 1, 2 size 0.5 fs empty border lt 8
set object circle at 4.6, 2.9 size 0.75 fs empty border lt 8
set object rectangle center 7.4, 2.9 size 1.5, 1.5 fs empty border lt 8
set arrow from 1.5, 3.7 to 3.9, 3.2 lt 8
set arrow from 1.5, 2.1 to 3.9, 2.65 lt 8
set arrow from 4.6, 1.3 to 4.6, 2.1 lt 8
set arrow from 5.4, 2.9 to 6.6, 2.9 lt 8
set arrow from 8.2, 2.9 to 9.2, 2.9 lt 8
set arrow from 6.8, 2.5 rto 0.6, 0 nohead lt 1
set arrow from 7.4, 2.5 rto 0, 0.8 nohead lt 1
set arrow from 7.4, 3.3 rto 0.6, 0 nohead lt 1
set label 'x_1' at 1, 3.8 center
set label 'x_2' at 1, 2 center
set label 'Σ' at 4.6, 2.9 center
set label 'b' at 4.6, 1.05 center
set label 'w_1' at 2.7, 3.75 center
set label 'w_2' at 2.7, 2.05 center
set label 'score' at 6, 3.15 center
set label '±1' at 9.3, 2.9
set label 'inputs' at 1, 4.7 center
set label 'weighted sum' at 4.6, 4.7 center
set label 'threshold' at 7.4, 4.7 center
plot NaN
