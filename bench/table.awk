# Medians of a results file of bench/run, as a table; and for the figure, the
# file `data`: name, median, smallest, largest.

# Sorts list[1..n] and returns its median.
function median(list, n,    i, j, t) {
    for (i = 2; i <= n; i++) {
        t = list[i]
        for (j = i - 1; j > 0 && list[j] > t; j--) {
            list[j + 1] = list[j]
        }
        list[j + 1] = t
    }
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

# The median over the rounds of column[round, key] / below[round, other].
function ratio(column, key, below, other,    list, n, r) {
    for (r = 1; r <= rounds; r++) {
        if ((r, key) in column && (r, other) in below) {
            list[++n] = column[r, key] / below[r, other]
        }
    }
    return n ? sprintf("%.2f", median(list, n)) : "-"
}

BEGIN {
    FS = "\t"
}
/^#/ {
    print substr($0, 3)
}
/^#/ || $1 == "round" {
    next
}
{
    key = $2 SUBSEP $3
    rounds = $1
    flops[$1, key] = $5
    if ($3 != "peak") {
        speed[$1, key] = $4
        if ($1 == 1) {
            keys[++count] = key
            loss[key] = $6
        }
    }
}
END {
    printf "\n%-9s %7s %10s %12s %9s %8s %8s\n", "program", "threads",
        "images/s", "of PyTorch's", "GFLOP/s", "of peak", "loss"
    for (i = 1; i <= count; i++) {
        key = keys[i]
        split(key, part, SUBSEP)
        for (r = 1; r <= rounds; r++) {
            speeds[r] = speed[r, key]
            gflops[r] = flops[r, key]
        }
        middle = median(speeds, rounds)
        printf "%-9s %7d %10.0f %12s %9.1f %8s %8s\n", part[2], part[1], middle,
            ratio(speed, key, speed, part[1] SUBSEP "pytorch"),
            median(gflops, rounds),
            ratio(flops, key, flops, part[1] SUBSEP "peak"), loss[key]
        printf "\"%s, %d thread%s\" %g %g %g\n", part[2], part[1],
            (part[1] == 1 ? "" : "s"), middle, speeds[1], speeds[rounds] > data
    }
}
