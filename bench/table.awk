# Medians of a results file of bench/run, as a table; and for the figure, the
# file `data`: name, median, smallest, largest.

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
    group = $2 SUBSEP $3 SUBSEP $4 # widths, batch, threads
    key = group SUBSEP $5
    rounds = $1
    flops[$1, key] = $7
    if ($5 != "peak") {
        speed[$1, key] = $6
        if ($1 == 1) {
            keys[++count] = key
            loss[key] = $8
        }
    }
}
END {
    printf "\n%-10s %5s %7s %-13s %9s %11s %11s %8s %7s %7s\n", "widths", "batch",
        "threads", "program", "images/s", "of PyTorch", "held to AVX2",
        "GFLOP/s", "of peak", "loss"
    for (i = 1; i <= count; i++) {
        key = keys[i]
        split(key, part, SUBSEP)
        group = part[1] SUBSEP part[2] SUBSEP part[3]
        for (r = 1; r <= rounds; r++) {
            speeds[r] = speed[r, key]
            gflops[r] = flops[r, key]
        }
        middle = median(speeds, rounds)
        printf "%-10s %5d %7d %-13s %9.0f %11s %11s %8.1f %7s %7s\n", part[1],
            part[2], part[3], part[4], middle,
            ratio(speed, key, speed, group SUBSEP "pytorch"),
            ratio(speed, key, speed, group SUBSEP "pytorch_avx2"),
            median(gflops, rounds),
            ratio(flops, key, flops, group SUBSEP "peak"), loss[key]
        if (part[1] == "128" && part[2] == 64) {
            printf "\"%s, %d thread%s\" %g %g %g\n", part[4], part[3],
                (part[3] == 1 ? "" : "s"), middle, speeds[1], speeds[rounds] > data
        }
    }
}
