namespace MuBench.Tests.Statistics.Assisted;

/// <summary>The output of data/make_assisted.py.</summary>
internal sealed record AssistedReference(
    int[] Images, int[] Cells, double?[] Values, double?[][] Features, double Plain, double Estimate, double Lambda, double VarianceRatio, double Sampled, AssistedReferencePart Part);
