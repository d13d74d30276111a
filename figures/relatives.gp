# Ten digits, each photographed ten times, a column for each digit. Dark: test
# set. On the left the photographs were shuffled and cut, on the right the digits.
eval figure(11.6, 5.2)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-1.4:24]
set yrange [-1.6:11.6]
# Two of ten in each column of the left; no pattern is meant.
first(i) = (3 * i * i + 7 * i + 2) % 10
test(i, j) = j == first(i) || j == (first(i) + 3 + i % 5) % 10
set label 'split by photograph: it leaks' at 5, 11 center textcolor lt 8
set label 'split by digit' at 18.5, 11 center textcolor lt 8
set label 'photographs' at -0.7, 5 center rotate by 90 textcolor lt 8
set label 'digits' at 5, -0.8 center textcolor lt 8
set label 'digits' at 18.5, -0.8 center textcolor lt 8
do for [i = 0:9] {
    do for [j = 0:9] {
        set object rectangle from i, j to i + 0.86, j + 0.86 \
            fillcolor linetype (test(i, j) ? 8 : 9) fillstyle solid noborder
        set object rectangle from 13.5 + i, j to 13.5 + i + 0.86, j + 0.86 \
            fillcolor linetype (i == 3 || i == 8 ? 8 : 9) fillstyle solid noborder
    }
}
plot NaN
