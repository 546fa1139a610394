using MuBench.Bench;

return args switch
{
    ["scoring"] => ScoringBench.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: bench VERB, where VERB is: scoring");
    return 2;
}
