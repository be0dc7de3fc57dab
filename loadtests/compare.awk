# Turns the rows of compare (see `measure` there) into a table and paired ratios for one scenario.
# Variables: scenario, subject (whose ratios to the others are wanted), limits (lines "scenario proxy ratio").

function median(list, n,    i, j, swap) {
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && list[j - 1] > list[j]; j--) { swap = list[j]; list[j] = list[j - 1]; list[j - 1] = swap }
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

function column(name, field,    list, i) {
    for (i = 1; i <= rounds; i++) list[i] = value[name, i, field]
    middle = median(list, rounds); least = list[1]; most = list[rounds]
    return middle
}

$1 == scenario && $2 > 0 {
    if (!($3 in seen)) { seen[$3] = 1; names[++count] = $3 }
    if ($2 > rounds) rounds = $2
    for (i = 4; i <= 10; i++) value[$3, $2, i] = $i
}

END {
    for (line = split(limits, lines, "\n"); line > 0; line--) {
        split(lines[line], part, " ")
        if (part[1] == scenario) limit[part[2]] = part[3]
    }
    printf "%-10s %25s %8s %8s %10s %8s %8s %7s\n", "proxy", "CPU us/request (min-max)", "user", "system", "requests/s", "p50 us", "p99 us", "errors"
    for (i = 1; i <= count; i++) {
        name = names[i]; errors = 0
        for (r = 1; r <= rounds; r++) errors += value[name, r, 10]
        column(name, 4); cost = sprintf("%.2f (%.2f-%.2f)", middle, least, most)
        printf "%-10s %25s %8.2f %8.2f %10.0f %8.0f %8.0f %7d\n", name, cost, column(name, 5), column(name, 6), column(name, 7), column(name, 8), column(name, 9), errors
    }
    if (!(subject in seen)) { printf "\nNOT MEASURED: %s\n", subject; exit }
    printf "\n%-20s %s\n", "ratio", "median (min-max) of the ratios within each round"
    for (i = 1; i <= count; i++) {
        name = names[i]
        if (name == subject) continue
        for (r = 1; r <= rounds; r++) list[r] = value[name, r, 4] > 0 ? value[subject, r, 4] / value[name, r, 4] : 0
        middle = median(list, rounds)
        verdict = ""
        if (subject == "weir" && name in limit) verdict = sprintf("  limit %.2f %s", limit[name], middle <= limit[name] ? "met" : "MISSED")
        printf "%-20s %.3f (%.3f-%.3f)%s\n", subject "/" name, middle, list[1], list[rounds], verdict
    }
    for (name in limit) if (subject == "weir" && !(name in seen)) printf "NOT MEASURED: weir/%s\n", name
}
