using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class RandomStreamTests
{
    /// <summary>Runs are repeated by these numbers: they may never change.</summary>
    [Fact]
    public void The_first_numbers_are_pinned()
    {
        var stream = new RandomStream(1, "pinned");
        Assert.Equal([0x7AD3287D3788C151UL, 0x1F3121BE6208E6D7UL, 0x0EE3E10EB6DC3619UL, 0xFBF44B38C7A7448FUL], Enumerable.Range(0, 4).Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void A_stream_goes_on_from_any_position() => Gen.Select(Gen.Long, Gen.String, Gen.Int[0, 50]).ForAll((seed, name, skipped) =>
    {
        var whole = new RandomStream(seed, name);
        for (var i = 0; i < skipped; i++) whole.NextUInt64();
        var resumed = new RandomStream(seed, name) { Position = whole.Position };
        Assert.Equal(whole.NextUInt64(), resumed.NextUInt64());
        Assert.Equal((ulong)skipped + 1, whole.Position);
    }, iter: 100);

    [Fact]
    public void Streams_of_other_names_or_seeds_are_others()
    {
        var first = new HashSet<ulong>();
        for (var seed = 0; seed < 50; seed++)
            foreach (var name in new[] { "", "a", "b", "ab", "ba", "step 1.0", "step 10" })
                Assert.True(first.Add(new RandomStream(seed, name).NextUInt64()), $"{seed}/{name}");
    }

    [Fact]
    public void Streams_that_differ_by_one_are_not_correlated()
    {
        const int count = 20_000;
        var (one, other) = (new RandomStream(7, "step 1"), new RandomStream(7, "step 2"));
        var sum = 0.0;
        for (var i = 0; i < count; i++) sum += (one.NextDouble() - 0.5) * (other.NextDouble() - 0.5);
        Assert.InRange(Math.Abs(sum / count * 12), 0, 4 / Math.Sqrt(count)); // four standard errors of a correlation
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public void Integers_have_no_bias(int bound)
    {
        const int count = 50_000;
        var stream = new RandomStream(3, "integers");
        var counts = new int[bound];
        for (var i = 0; i < count; i++) counts[stream.NextInt(bound)]++;
        var expected = (double)count / bound;
        var chiSquare = counts.Sum(c => (c - expected) * (c - expected) / expected);
        Assert.InRange(chiSquare, 0, 28); // beyond 28 with at most 9 degrees of freedom: less than 1 in 1000
    }

    [Fact]
    public void Large_bounds_are_not_favoured_low()
    {
        // With a bound of 2/3 of 2^31, taking 31 bits modulo the bound would give the lower half twice as often.
        const int bound = (int)(2L * int.MaxValue / 3);
        var stream = new RandomStream(3, "large");
        var low = Enumerable.Range(0, 20_000).Count(_ => stream.NextInt(bound) < bound / 2);
        Assert.InRange(low, 9_700, 10_300);
    }

    [Fact]
    public void Doubles_are_below_one_and_normal_numbers_normal()
    {
        const int count = 50_000;
        var stream = new RandomStream(5, "numbers");
        var uniform = Enumerable.Range(0, count).Select(_ => stream.NextDouble()).ToArray();
        Assert.All(uniform, u => Assert.True(u is >= 0 and < 1));
        Assert.Equal(0.5, uniform.Average(), 0.006); // four standard errors of 0.289 / √n
        var normal = Enumerable.Range(0, count).Select(_ => stream.NextNormal()).ToArray();
        Assert.Equal(0, normal.Average(), 0.018);
        Assert.Equal(1, normal.Average(n => n * n), 0.026);
        Assert.Equal(3, normal.Average(n => n * n * n * n), 0.18);
    }

    [Fact]
    public void A_shuffle_is_a_permutation_and_every_permutation_is_as_likely()
    {
        var counts = new Dictionary<string, int>();
        var stream = new RandomStream(9, "shuffle");
        for (var i = 0; i < 24_000; i++)
        {
            int[] items = [0, 1, 2, 3];
            stream.Shuffle(items);
            Assert.Equal([0, 1, 2, 3], items.Order());
            var key = string.Join(",", items);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(c => (c - 1000.0) * (c - 1000) / 1000), 0, 49.7); // 23 degrees of freedom: less than 1 in 1000 beyond
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_is_positive(int bound) => Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1, "").NextInt(bound));
}
