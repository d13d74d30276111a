# The worst mistakes: the label, and what LeNet took it for.
eval figure(11.6, 4)
unset tics
unset key
unset grid
unset border
set size ratio -1
set margins 0.1, 0.1, 0.1, 0.1
set palette defined (0 '#ffffff', 1 ink)
set cbrange [0:255]
set xrange [-1:260.5]
set yrange [79:-1]
k(n) = int(n)
col(n) = (k(n) % 9) * 29 + 14
row(n) = k(n) / 9 * 40 + 33
plot 'lenet-worst.dat' matrix every :::0::27 using 1:2:3 with image, \
     '' matrix every :::29::56 using 1:($2 + 11):3 with image, \
     'lenet-names.dat' using (col($1)):(row($1)):(sprintf('%d: %d', $2, $3)) \
         with labels font (is_svg ? ',12' : ',6') textcolor lt 8
