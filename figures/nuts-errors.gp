# Errors in each epoch: the nuts, and the nuts with one wrong label.
eval figure(11.6, 5.6)
set xlabel 'epoch'
set ylabel 'errors'
set xrange [0:40.5]
set yrange [0:*]
plot 'nuts-wrong.dat' with linespoints lt 2 ps 0.4 \
         title 'one hazelnut labelled as an almond', \
     'nuts-errors.dat' with linespoints lt 1 title 'the nuts'
