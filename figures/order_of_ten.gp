# The loader: in each epoch the training examples come in another order, three at
# a time; the last batch is short.
eval figure(11.6, 4.2)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-2.4:11.6]
set yrange [-0.6:4.4]
set label 'epoch 1' at -0.4, 2.5 right textcolor lt 8
set label 'epoch 2' at -0.4, 0.5 right textcolor lt 8
set label 'batch 0' at 1.5, 3.7 center textcolor lt 8
set label 'batch 1' at 5.3, 3.7 center textcolor lt 8
set label 'batch 2 (short)' at 9.1, 3.7 center textcolor lt 8
place(batch, k) = 3.8 * batch + k + 0.5
do for [b = 0:2] {
    do for [y = 0:2:2] {
        set object rectangle from 3.8 * b - 0.15, y - 0.15 to 3.8 * b + 3.15, y + 1.15 \
            fillstyle empty border lt 7
    }
}
plot for [e = 1:2] 'order_of_ten.dat' index e using (place($1, $2)):(4.5 - 2 * e):(0.5):(0.5) with boxxyerror \
         dt solid fillcolor lt 9 fillstyle solid border lt 8, \
     for [e = 1:2] '' index e using (place($1, $2)):(4.5 - 2 * e):3 with labels textcolor lt 8
