# The two products of the way back through a dense layer, in blocks: an element
# stands where a row and a column meet.
eval figure(12.2, 5.4)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-1.9:15.9]
set yrange [-0.9:6.6]
cells(x, y, rows, columns, row, column) = \
    sprintf("do for [r = 0:%d] { do for [c = 0:%d] { " \
        ."set object rectangle from %g + c, %g - r to %g + c + 1, %g - r - 1 " \
        ."fillcolor linetype (r == %d || c == %d ? 5 : 9) fillstyle transparent solid 0.45 border lt 8 } }", \
        rows - 1, columns - 1, x, y, x, y, row, column)
# On the left dW = dY' X, on the right dX = dY W.
eval cells(0, 2, 2, 2, 0, -1)
eval cells(2.8, 5, 2, 3, -1, 1)
eval cells(2.8, 2, 2, 3, -1, -1)
eval cells(8.6, 2, 2, 2, 0, -1)
eval cells(11.4, 5, 2, 3, -1, 0)
eval cells(11.4, 2, 2, 3, -1, -1)
set object rectangle from 3.8, 2 to 4.8, 1 fillcolor lt 2 fillstyle transparent solid 0.4 border lt 8
set object rectangle from 11.4, 2 to 12.4, 1 fillcolor lt 2 fillstyle transparent solid 0.4 border lt 8
set label 'dY^T' at -0.2, 1 right textcolor lt 8
set label 'X' at 2.6, 4 right textcolor lt 8
set label 'dW' at 6, 1 left textcolor lt 8
set label 'dY' at 8.4, 1 right textcolor lt 8
set label 'W' at 11.2, 4 right textcolor lt 8
set label 'dX' at 14.6, 1 left textcolor lt 8
set label 'n' at 1, -0.4 center textcolor lt 7
set label 'out' at -0.2, 0.3 right textcolor lt 7
set label 'in' at 4.3, 5.45 center textcolor lt 7
set label 'n' at 6, 4 left textcolor lt 7
set label 'out' at 9.6, -0.4 center textcolor lt 7
set label 'n' at 8.4, 0.3 right textcolor lt 7
set label 'in' at 12.9, 5.45 center textcolor lt 7
set label 'out' at 14.6, 4 left textcolor lt 7
set label 'dW = dY^T X' at 2.9, 6.2 center textcolor lt 8
set label 'dX = dY W' at 11.5, 6.2 center textcolor lt 8
plot 'dense_example.dat' index 0 using (2.8 + $2 + 0.5):(5 - $1 - 0.5):3 with labels textcolor lt 8, \
     '' index 2 using ($1 + 0.5):(2 - $2 - 0.5):3 with labels textcolor lt 8, \
     '' index 4 using (2.8 + $2 + 0.5):(2 - $1 - 0.5):3 with labels textcolor lt 8, \
     '' index 1 using (11.4 + $2 + 0.5):(5 - $1 - 0.5):3 with labels textcolor lt 8, \
     '' index 2 using (8.6 + $2 + 0.5):(2 - $1 - 0.5):3 with labels textcolor lt 8, \
     '' index 3 using (11.4 + $2 + 0.5):(2 - $1 - 0.5):3 with labels textcolor lt 8
