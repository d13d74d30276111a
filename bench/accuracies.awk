# From files of bench/accuracy to bench/results/accuracies.inc, a table that
# figures/accuracies.c includes: awk -f bench/accuracies.awk RESULT... > TABLE
BEGIN { FS = "\t" }
/^#/ || $1 == "network" { next }
{
    key = $1 "\t" $2 "\t" $3
    if (!(key in seen)) {
        seen[key] = 1
        keys[++count] = key
    }
    at = key SUBSEP $5
    n[at]++
    sum[at] += $6
    if (!(at in least) || $6 < least[at])
        least[at] = $6
}
END {
    for (i = 1; i <= count; i++) {
        split(keys[i], part, "\t")
        a = keys[i] SUBSEP "ours"
        b = keys[i] SUBSEP "pytorch"
        printf "{\"%s\", \"%s\", %d, %d, %.3f, %.2f, %.3f, %.2f},\n", part[1], part[2], part[3], n[a],
            sum[a] / n[a], least[a], sum[b] / n[b], least[b]
    }
}
