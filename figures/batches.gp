# The loss on all points after each epoch.
set xlabel 'epoch'
set ylabel 'loss'
set xrange [0:100]
set yrange [0.25:0.85]
plot 'batches.dat' index 3 with lines lt 4 lw 1 dt solid \
         title 'one at a time, λ = 0.3', \
     '' index 0 with lines lt 1 title 'full batch, λ = 2', \
     '' index 2 with lines lt 5 lw 4 dt solid title 'one at a time, λ = 0.03', \
     '' index 1 with lines lt 2 lw 1 dt solid title 'mini-batches of 10, λ = 0.3'
