# Medians of a results file of bench/cnn-run: a page in Markdown; and, in the file
# `rows` if it is given, the table that figures/peers.c includes.
#
# Usage: awk -v clock=wall|cpu [-v rows=FILE] -f bench/median.awk -f bench/cnn.awk FILE

BEGIN {
    FS = "\t"
    names["avx512"] = "ours, AVX-512"
    names["avx2"] = "ours, AVX2"
    names["scalar"] = "ours, the chapters' own kernels"
    names["pytorch_1.13"] = "PyTorch 1.13"
    names["pytorch_2.6"] = "PyTorch 2.6"
    names["pytorch_1.13_avx2"] = "PyTorch 1.13 held to AVX2"
    names["pytorch_2.6_avx2"] = "PyTorch 2.6 held to AVX2"
    names["onnxruntime"] = "ONNX Runtime"
    tasks = split("train 64,infer 64,infer 1", task, ",")
}
/^# / {
    facts[++known] = substr($1, 3) ": " $2
    next
}
$1 == "round" {
    next
}
{
    rounds = $1
    group = $2 SUBSEP $3
    if (!(group in seen)) {
        seen[group] = 1
        groups[++count] = group
    }
    if ($4 == "peak") {
        peak[$1, group] = $13
        next
    }
    if (!((group, $4) in has)) {
        has[group, $4] = 1
        programs[group] = programs[group] " " $4
    }
    key = group SUBSEP $4 SUBSEP $5 " " $6
    time[$1, key] = clock == "cpu" ? $9 : $8
    if ($10 > memory[group, $4])
        memory[group, $4] = $10
    if ($13 != "-")
        flops[$2, $5 " " $6] = $13
}

# The median over the rounds of one program's time divided by another's; "" if
# there is no round that has both.
function times(key, other,    list, n, r) {
    for (r = 1; r <= rounds; r++)
        if ((r, key) in time && (r, other) in time)
            list[++n] = time[r, key] / time[r, other]
    return n ? median(list, n) : ""
}

function middle(key,    list, n, r) {
    for (r = 1; r <= rounds; r++)
        if ((r, key) in time)
            list[++n] = time[r, key]
    return n ? median(list, n) : ""
}

# Images times operations in a second, of the peak measured in the same round.
function share(key, group, network, what, batch,    list, n, r) {
    for (r = 1; r <= rounds; r++)
        if ((r, key) in time)
            list[++n] = flops[network, what] * batch / time[r, key] * 1e3 / peak[r, group]
    return n ? median(list, n) : ""
}

function ratio(value) {
    return value == "" ? "" : sprintf("%.2f", value)
}

END {
    print "# Speed beside others\n"
    print "Made by `make bench-cnn` and `make bench-page`. One program after the other, in " rounds \
        " rounds; what is shown are medians over the rounds, and each ratio is of two runs of one round. Times are of " \
        (clock == "cpu" ? "the processor" : "the clock on the wall") ".\n"
    for (i = 1; i <= known; i++)
        print "- " facts[i]
    for (g = 1; g <= count; g++) {
        split(groups[g], part, SUBSEP)
        printf "\n## %s, %d thread%s\n\n", part[1], part[2], part[2] == 1 ? "" : "s"
        print "| program | task | images/s | microseconds a call | AVX2 is so many times as fast | AVX-512 is so many times as fast | of the AVX2 peak | MB |"
        print "|:--|:--|--:|--:|--:|--:|--:|--:|"
        n = split(programs[groups[g]], list, " ")
        for (t = 1; t <= tasks; t++)
            for (p = 1; p <= n; p++) {
                base = groups[g] SUBSEP
                key = base list[p] SUBSEP task[t]
                microseconds = middle(key)
                if (microseconds == "")
                    continue
                split(task[t], what, " ")
                two = times(key, base "avx2" SUBSEP task[t])
                five = times(key, base "avx512" SUBSEP task[t])
                of_peak = share(key, groups[g], part[1], task[t], what[2])
                printf "| %s | %s, %d | %.0f | %.1f | %s | %s | %.0f %% | %.0f |\n", names[list[p]], \
                    what[1] == "train" ? "training" : "inference", what[2], what[2] / microseconds * 1e6, microseconds, \
                    ratio(two), ratio(five), 100 * of_peak, memory[groups[g], list[p]]
                if (rows != "")
                    printf "{\"%s\", \"%s\", \"%s\", \"%s\", %d, %d, %.1f, %.3f, %.3f, %.3f, %.0f},\n", part[1], list[p], \
                        names[list[p]], what[1], part[2], what[2], microseconds, two, five, of_peak, memory[groups[g], list[p]] > rows
            }
    }
}
