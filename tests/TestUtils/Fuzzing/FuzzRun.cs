using System.Diagnostics;
using System.Globalization;

namespace MuBench.TestUtils.Fuzzing;

/// <summary>
/// Runs a fuzzer over cases that are the same in every run: case N of a harness depends only on its name and N. A case that throws,
/// takes too long or uses too much memory ends the run; the failure names the case, and its input is kept.
/// </summary>
public static class FuzzRun
{
    /// <summary>
    /// The environment variable with the seconds for which each harness runs further cases; without it the usual number of cases
    /// is run.
    /// </summary>
    public const string SecondsVariable = "MUBENCH_FUZZ_SECONDS";

    /// <summary>The environment variable with the number of the only case to run, as a failure names it.</summary>
    public const string CaseVariable = "MUBENCH_FUZZ_CASE";

    private const long MaxBytes = 1L << 30;

    // A case takes milliseconds. The limit is long enough for a machine that is busy with other work.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    /// <summary>Runs a harness.</summary>
    /// <param name="harness">Its name, from which its cases are derived.</param>
    /// <param name="cases">Number of cases of a usual run.</param>
    /// <param name="make">Makes the input of a case.</param>
    /// <param name="check">Passes the input to the tested code and checks the result; throws if the outcome is not documented.</param>
    /// <param name="bytes">Returns the input's bytes, which are kept after a failure.</param>
    public static async Task RunAsync<TInput>(string harness, int cases, Func<Random, TInput> make, Func<TInput, Task> check, Func<TInput, byte[]> bytes)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(bytes);
        var seconds = Number(SecondsVariable);
        var only = Number(CaseVariable);
        var started = Stopwatch.GetTimestamp();
        for (var number = only ?? 0; only is null ? IsWanted(number) : number == only; number++)
        {
            var input = make(new Random(SeedOf(harness, number)));
            var before = (Allocated: GC.GetTotalAllocatedBytes(), Resident: Environment.WorkingSet);
            try
            {
                await Task.Run(() => check(input)).WaitAsync(MaxWait);
                var (allocated, grown) = (GC.GetTotalAllocatedBytes() - before.Allocated, Environment.WorkingSet - before.Resident);
                if (allocated > MaxBytes || grown > MaxBytes)
                    throw new InvalidOperationException($"It allocated {allocated:N0} bytes, and the process grew by {grown:N0}; at most {MaxBytes:N0} are expected.");
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException(
                    $"{harness}, case {number}: {fault.GetType().Name}: {fault.Message} The input is in {Keep(harness, number, bytes(input))}; {CaseVariable}={number} runs this case alone.", fault);
            }
        }

        bool IsWanted(int number) => seconds is { } wanted ? Stopwatch.GetElapsedTime(started).TotalSeconds < wanted : number < cases;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // FNV-1a, because string.GetHashCode differs between processes.
    private static int SeedOf(string harness, int number)
    {
        var hash = 2166136261u;
        foreach (var character in $"{harness}/{number}")
            hash = unchecked((hash ^ character) * 16777619u);
        return unchecked((int)hash);
    }

    private static string Keep(string harness, int number, byte[] input)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "mubench-fuzz")).FullName;
        var file = Path.Combine(folder, $"{harness}-{number}.bin");
        File.WriteAllBytes(file, input);
        return file;
    }
}
