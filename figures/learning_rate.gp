# The loss after training against the learning rate.
eval figure(11.6, 8)
set logscale x
set xrange [1e-5:1e2]
set yrange [0.3:1.05]
set format x '10^{%T}'
set xlabel 'learning rate λ'
set ylabel 'loss after 20 epochs'
set key top left Left reverse maxrows 4
names = "'gradient descent' 'momentum' 'Nesterov' 'AdaGrad' 'RMSProp' \
         'AdaDelta' 'Adam'"
plot for [i = 0:6] 'learning_rate.dat' index i using 1:($2 < 1.05 ? $2 : NaN) \
         with linespoints lt (i < 6 ? i + 1 : 8) lw 1.2 ps 0.5 title word(names, i + 1)
