plot 'plot.dat' with linespoints lt 1 title 'squares'
