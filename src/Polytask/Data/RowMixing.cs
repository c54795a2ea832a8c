namespace Polytask.Data;

/// <summary>How the rows of a batch are mixed: each is seen with a share in its own place, and with the rest in that of another, and so are its labels.</summary>
/// <param name="Share">The share, from 0 to 1.</param>
/// <param name="Into">The place into which the rest of each row goes, [rows]; every place once.</param>
/// <remarks>Zhang, Cissé, Dauphin, Lopez-Paz, mixup: Beyond Empirical Risk Minimization, ICLR 2018.</remarks>
internal sealed record RowMixing(double Share, int[] Into);
