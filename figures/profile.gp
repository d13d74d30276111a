# Shares of the time of a training step, with two rows of kernels.
eval figure(11.6, 4.6)
set xrange [0:100]
set format x '%g %%'
set yrange [-0.6:1.6]
set ytics ('AVX2' 0, 'scalar' 1)
set grid noytics
set key outside top center horizontal samplen 1.2
set xlabel 'share of the time of a training step'
name_of(k) = word('conv1 conv2 dense optimiser rest', k)
end(k) = k < 1 ? 0 : end(k - 1) + column(k + 1)
plot for [k = 1:5] 'profile.dat' using \
    (end(k - 1)):(1 - $0):(end(k - 1)):(end(k)):(0.7 - $0):(1.3 - $0) \
    with boxxyerror lt k fill solid noborder title name_of(k)
