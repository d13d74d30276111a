# Y = X W' + b as boxes: an element of Y stands where a row of X and a column of
# W' meet. The shapes are n = 4, in = 5, out = 3.
eval figure(10.4, 7.6)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-1.3:14.4]
set yrange [-2.6:10.6]
# Cells of rows × columns, from the upper left corner; one row or column marked.
cells(x, y, rows, columns, row, column) = \
    sprintf("do for [r = 0:%d] { do for [c = 0:%d] { " \
        ."set object rectangle from %g + c, %g - r to %g + c + 1, %g - r - 1 " \
        ."fillcolor linetype (r == %d || c == %d ? 5 : 9) fillstyle solid border lt 8 } }", \
        rows - 1, columns - 1, x, y, x, y, row, column)
eval cells(0, 4, 4, 5, 1, -1)
eval cells(9, 9.6, 5, 3, -1, 2)
eval cells(9, 4, 4, 3, -1, -1)
set object rectangle from 11, 3 to 12, 2 fillcolor lt 2 fillstyle solid border lt 8
eval cells(9, -1.1, 1, 3, -1, 2)
set arrow from 5.2, 2.5 to 10.9, 2.5 head filled size 0.2, 20 lt 8 front
set arrow from 11.5, 4.5 to 11.5, 3.1 head filled size 0.2, 20 lt 8 front
set arrow from 11.5, -0.95 to 11.5, 1.9 head filled size 0.2, 20 lt 8 front
set label 'X' at 2.5, 4.5 center textcolor lt 8
set label 'W^T' at 8.7, 7.1 right textcolor lt 8
set label 'Y' at 12.3, 3.5 left textcolor lt 8
set label 'b' at 8.7, -1.6 right textcolor lt 8
set label 'n examples' at -0.4, 2 center rotate by 90 textcolor lt 8
set label 'in' at 2.5, -0.45 center textcolor lt 8
set label 'in' at 12.3, 7.1 left textcolor lt 8
set label 'out' at 10.5, 10.1 center textcolor lt 8
set label 'example e' at 7, 2.95 center textcolor lt 8
set label 'unit o' at 11.75, 4.35 left textcolor lt 8
set label 'y[e][o]' at 12.3, 2.5 left textcolor lt 8
set label 'b[o]' at 12.3, -1.6 left textcolor lt 8
plot NaN
