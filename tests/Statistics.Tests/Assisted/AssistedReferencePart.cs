namespace MuBench.Tests.Statistics.Assisted;

/// <summary>The results of data/make_assisted.py for a part of the questions.</summary>
internal sealed record AssistedReferencePart(int[] Questions, double Plain, double Estimate, double Lambda, double VarianceRatio, double Sampled);
