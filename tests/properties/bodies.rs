//! Made by `generator.rs`; `BODIES=overwrite cargo test --test properties` makes it anew.

bodies! {
    Body00 g00 {
        f = !(if (f || e) { (index < 1) } else { (b >= q) });
        let l0 = (-7 + (3 - index));
        f = (-index <= max((p * 30.0) where 1e-3 > y));
        if ((e != f) == (y > b)) {
            if (if (drive <= x) { (y != p) } else { (drive <= r) }) {
                q *= ((abs(-2) % clip(drive, b, r)) * acos((0.1 % r)));
            }
            p = (pow(asin(3), 30.0) * atan((b - drive)));
        } else if (true && f) {
            l0 *= ((index - l0) - -l0);
        }
        r /= -(if (e || f) { (if e { q } else { q }) } else { -q });
    }
    Body01 g01 {
        p = min(((q % r) / index), r);
        if !(f != f) {
            q *= (-(r % q) / (clip(y, x, dt) / (3 * q / b)));
            if ((index == index) && (e || f)) {
                q = (y * p % r);
            } else {
                q *= sum((x * p) where -0.0 > drive);
            }
        }
        p = acos((q % r - x));
    }
    Body02 g02 {
        if !(x >= dt) {
            if (index != (index + index)) {
                p = (((1e-3 - q) * (a + 1e-3)) - max((dt * p) where dt > r));
                r = -asin((a / p));
            } else {
                p *= ((pow(r, (-4)) + (-2.5 / y)) - ((3 - p) % (r + 1.0)));
            }
        }
        p /= (x + drive - y);
    }
    Body03 g03 {
        r *= clip(-index, r, p);
        let l0 = index;
        let l1 = (-q - (r % p / q));
    }
    Body04 g04 {
        e = (sum((r * 0.5)) == (ceil(drive) * -drive));
        if ((f != e) || (size != -7)) {
            let l0 = ((index - index) == -index);
        } else {
        }
        let l1 = ((q * q) * cos(p));
        if ((y * x * p) < (q + l1)) {
            let l2 = (if (l1 < drive) { (l1 < l1) } else { (f != f) });
            if ((if e { e } else { l2 }) != !f) {
                r -= (if ((l1 - l1) <= index) { (min(y where l2) % (-2.5 - r)) } else { pow((l1 - l1), 5) });
            }
        } else {
            e = (((l1 * drive / drive) == index) || (if (q != 1.0) { (l1 > l1) } else { !e }));
        }
        l1 /= atan2((drive * x), l1);
    }
    Body05 g05 {
        q /= hypot((0.1 - r / 0.5), q);
        let l0 = --index;
        l0 = (l0 + (l0 * l0));
        let l1 = ((p / p % q) * cos(r));
        r += -(y % 30.0 - q);
        q *= (if (-l0 != (index * index)) { (hypot(x, l1) / (if true { l1 } else { b })) } else { (max(x, l1) - cosh(x)) });
    }
    Body06 g06 {
        q = (if (if f { e } else { true }) { (index * 3) } else { (0 * 2) });
        if ((drive <= r) || (y <= -2)) {
            let l0 = -(index + index);
        }
        q *= clip(((q * p) * (x - 1e-3)), q, r);
        q -= ((drive - q % 0.5) / (p - p % 30.0));
        r = mean((q * drive) where e);
        r -= clip(max((p * r) where r > 1e-3), q, y);
    }
    Body07 g07 {
        e = (((r * 0.5) + (3 - 0.0)) >= ((q - 0.1) + -y));
        if ((0.1 >= q) == !f) {
            p = (-index + ((y / -2) + clip(-0.0, x, 0.5)));
            if (count(f where 30.0 > 0.0) == 1) {
                p += (p * drive - p);
            } else if (16 == index) {
                q *= (((if e { r } else { p }) + -p) + (sum(q) + (q + 0.1)));
            }
        }
    }
    Body08 g08 {
        let l0 = index;
        p = (if ((f && false) == (30.0 == r)) { (pow(-2.5, 10) + (q * q)) } else { -index });
    }
    Body09 g09 {
        if ((0.1 % p) != atan2(p, p)) {
            r = -(size % 3);
        } else if (if e { f } else { e }) {
            let l0 = pow(clip(-2.5, y, -2.5), -2);
        }
        let l1 = sum((0.0 * q) where 1e-3 > q);
        if (if (p <= 0.1) { (l1 != r) } else { (index == -7) }) {
            r = clip(ln(log10(-2)), -2, q);
            q += -log2(clip(l1, l1, l1));
        }
    }
    Body10 g10 {
        q -= min((p * q) where e);
        f = !(pow(x, b) <= pow(r, 4));
        if ((p % r) == (x + q)) {
            f = (if (if (if f { e } else { e }) { (-0.0 == 3) } else { !true }) { ((b - -0.0) == (if f { q } else { p })) } else { !(index < index) });
        } else {
            let l0 = !(f != e);
        }
        if ((index < index) || (if f { f } else { f })) {
            q = (((1e-3 * q) - (0.0 - q)) - ((y - p - drive) % 16));
        }
    }
    Body11 g11 {
        r = (clip((r - r), r, r) + clip((1e-3 % a), drive, r));
        p += (dt + y + x);
        let l0 = atan2(log2(y), drive);
        let l1 = (round(1.0) == (if false { dt } else { 1.0 }));
    }
    Body12 g12 {
        e = (((p + r) + atan2(-2, q)) == size);
        if (round(p) != (p % q * r)) {
            if (sigmoid(drive) < (a % a)) {
                let l0 = -(drive + 0.1);
            } else if (f != f) {
                p -= -max(sign(a), p);
            }
            f = ((if !e { clip(x, b, r) } else { (if e { r } else { r }) }) <= ((q - dt) - (y + 0.1)));
        } else {
            r -= clip((drive * dt / p), q, r);
        }
        r -= (min((1e-3 - a), 0.0) + (a - 3 / r));
        if (if !e { !e } else { (r != 1e-3) }) {
            p = (r + y % 30.0);
            let l1 = ((if f { drive } else { a }) + max(p where a > a));
        } else if (e != f) {
            let l2 = (-index >= (if e { index } else { index }));
        }
        let l3 = (sin(r) - mean(0.0 where p > drive));
    }
    Body13 g13 {
        r = -min((x * x));
        let l0 = ((p - r) - (a / 0.5 * r));
        q = max((-0.1 * (1.0 + l0)), r);
        if ((if e { e } else { f }) == (q >= r)) {
            p = (max(sigmoid(-2), l0) % -sum(l0 where y > l0));
            if !!e {
                l0 /= max((p * q) where f);
            } else if (f && f) {
                q /= ((index + 3) * (index + index));
            }
        }
        if !(if f { f } else { e }) {
            let l1 = (if (e || f) { -index } else { count(e) });
            if ((if false { e } else { f }) || (e == f)) {
                p += sum((l0 * l0) where f);
                p -= sign(index);
            }
        } else {
            f = !(-index == 0);
        }
        let l2 = -(y * q);
    }
    Body14 g14 {
        if !(e != false) {
            let l0 = !(a == p);
        } else {
            r = (sign(sin(-0.0)) + sinh(index));
        }
        if (sqrt(-2) <= tan(y)) {
            p -= (((drive - p / p) / pow(x, 4)) / (max(a where p > y) - (if e { 1.0 } else { q })));
        } else if (e != e) {
            e = (pow((0.5 + p), 3) == min((0.5 - p), -0.0));
        }
        e = !((index < index) == (if e { f } else { f }));
        e = (!(if f { e } else { f }) == (sum(p where q > r) < (dt * y)));
    }
    Body15 g15 {
        p *= clip(sin((-0.0 - q)), 1.0, x);
        let l0 = pow(pow(-2.5, 4), 0);
        e = (((dt % -2.5) == (q - l0)) || ((l0 >= l0) == (index == 16)));
    }
    Body16 g16 {
        if !(if f { e } else { e }) {
        } else {
            e = (!(q >= 0.5) != (index < (p + p)));
        }
        p += (((x * drive) * pow(drive, y)) / ((r * y) + (r / drive)));
        e = ((min(x, y) % pow(30.0, 4)) <= ((-0.0 / q) - sinh(x)));
        r += (((q + r) * pow(q, (-4))) - (3 % 30.0 + -0.0));
        if (-p != (0.0 * q)) {
            if (if (r > q) { (f == e) } else { (p <= 3) }) {
                r = max((drive * 1e-3) where e);
            }
        }
        let l0 = -(index + index);
    }
    Body17 g17 {
        if (max(1.0 where f) == sqrt(r)) {
            if (count(e) >= (iteration - index)) {
                q = ((-dt + (if e { r } else { y })) - (tan(1.0) - (drive + x)));
            } else {
                q -= max((r * q) where true);
            }
        } else {
            r += tanh((if (e != f) { --2.5 } else { abs(drive) }));
        }
        let l0 = (acos(3) / -p);
        let l1 = ((l0 - l0) - -dt);
        q = ((pow(p, 7) + asin(y)) - min(clip(l1, 3, x), l0));
        q *= ((clip(l1, p, 30.0) - atan(l1)) % (if !f { (y % drive) } else { (1.0 * r) }));
        q += ceil(min((q * l1)));
    }
    Body18 g18 {
        let l0 = tan((3 - x));
        let l1 = ((b + l0) * clip(l0, q, l0));
        l0 /= ((1e-3 + r) / (l0 % a + l0));
        if ((l0 % q) > 2) {
            l1 = -index;
        } else if (l1 == l0) {
            if (-index < (index * index)) {
                l0 *= tanh(atan2(p, q));
                let l2 = (-l0 * sum(drive where r > l0));
            } else {
                let l3 = count(f);
            }
        }
        if ((if e { l0 } else { l0 }) > min(r where false)) {
            q -= abs(acos(-a));
        }
        p = mean((y * q) where f);
    }
    Body19 g19 {
        let l0 = (if (x >= p) { index } else { count(f where e) });
        q = (if ((r - y) > (drive - 0.1)) { iteration } else { (if (q > p) { clip(-2, p, r) } else { index }) });
        if ((x * p) < (r + -2.5)) {
            r = count(true);
            r -= ((if (dt != p) { atan2(r, x) } else { (q / 1.0 * 0.1) }) - (atan2(drive, p) + (-2 + b)));
        } else if (if e { e } else { e }) {
            if ((b + r) == (p % 1.0 - -0.0)) {
                let l1 = ((y % r % -2.5) - (p + -2.5));
                p -= tanh(hypot((q * l1), l1));
            }
        }
    }
    Body20 g20 {
        q = ((-r % (1e-3 - r)) + (mean(q where x > y) * 1));
        r = (clip((3 % x), drive, x) + (clip(b, drive, 0.5) % abs(p)));
        p *= (acos((-2 + 3)) - ((if e { drive } else { r }) / (y * r)));
    }
    Body21 g21 {
        f = !((p - r) != pow(0.1, -3));
        if ((r * drive) >= max(dt where drive > r)) {
            let l0 = (if !false { index } else { (-2 % q) });
            r = sum((l0 * l0) where f);
        } else {
            r = ((if !e { acos(x) } else { clip(drive, drive, a) }) * (if (q <= x) { atan2(0.1, r) } else { (b - 30.0) }));
        }
        r -= asin((pow(q, 0) % pow(p, 0)));
        q = pow(((b - p) - atan(r)), 5);
        let l1 = clip((if false { a } else { y }), r, q);
        if ((x != l1) && (if true { f } else { true })) {
            let l2 = ceil((r + l1));
            p = ((if (e == f) { (dt - -2) } else { index }) + cos((0.1 * x)));
        }
    }
    Body22 g22 {
        if (if (p <= p) { (e != f) } else { (3 < q) }) {
        } else {
            r = asin(atan((-0.0 % drive)));
        }
        r = -(3 * index);
        if ((index >= index) != (0.1 <= q)) {
        } else {
        }
    }
    Body23 g23 {
        r = max((-0.0 * 3));
        let l0 = ((index + index) + -1);
        if ((r < a) && (q != -2)) {
            f = (if (atan(3) < (r * y - 30.0)) { ((drive <= q) == (l0 < index)) } else { (clip(r, b, -2) > (0.0 * 0.5)) });
        }
    }
    Body24 g24 {
        e = (ceil(index) < ((q * -2) * clip(p, q, q)));
        let l0 = -iteration;
        let l1 = !(l0 != q);
        let l2 = pow(pow(30.0, 2), 0);
        f = ((-a + clip(r, l2, l0)) <= (if (index == index) { (drive + 3) } else { 3 }));
        p /= mean((y * l0) where l2 > q);
    }
    Body25 g25 {
        p -= (count(false) % (if f { index } else { index }));
        p = (-(if true { r } else { r }) + (r * -2 + 0.5));
        let l0 = ((0.1 - q) - (0.1 - r));
    }
    Body26 g26 {
        r = ((-y + (if true { x } else { r })) - (b * r * q));
        q /= hypot(cosh(pow(drive, drive)), r);
        if !(if e { f } else { f }) {
            p *= exp(index);
            if ((q / r) != index) {
                p = mean((1.0 * p));
            }
        } else if (true && e) {
            f = (!(q < dt) || (mean(r where 0.5 > 0.0) >= (1.0 - b)));
        }
    }
    Body27 g27 {
        q = min(((r + r) + sum(0.0)), x);
        let l0 = ((p / x * x) == -0.0);
        if (count(f) >= count(e where e)) {
            p *= exp((if !e { (r + 1e-3) } else { (r / 1.0) }));
        } else {
            e = (((index % index) >= (index % size)) || (floor(a) >= ln(x)));
        }
        p += --index;
        p = (log10((-2 * r)) + (index / clip(y, p, r)));
        if ((l0 || l0) != (f || l0)) {
            e = !(log2(y) < round(3));
            p += ((if (q != drive) { (r % 0.0) } else { index }) + sigmoid((p + 0.0)));
        }
    }
    Body28 g28 {
        p -= ((min(1e-3, -0.0) / (x + 0.5)) / max((0.5 * 0.0) where f));
        q -= (-max(y, p) / (2 * -r));
        if !(q != -2) {
            if (index > (p * r - x)) {
                p /= floor(((if e { p } else { x }) - max(1e-3, 1e-3)));
            } else if (f || f) {
                q = ((max(q) / sum(r where false)) + ((-2.5 - q) - (if f { y } else { p })));
            }
        } else {
        }
    }
    Body29 g29 {
        r /= max((drive * q) where 0.0 > p);
        q *= mean((r * p) where e);
        r = sum((q * y) where drive > r);
        p = (ln(-x) / (-r % (drive + r)));
        q = (((drive * p) % index) % (log10(drive) + -x));
    }
    Body30 g30 {
        let l0 = mean((r * drive) where f);
        q *= pow((if (index < index) { log10(-2) } else { (l0 - l0) }), l0);
        let l1 = index;
    }
    Body31 g31 {
        let l0 = ((r / 1e-3) % index);
        if ((dt + l0) >= (l0 / l0)) {
            let l1 = (--7 * (index + index));
        }
        if ((if e { f } else { f }) && (e && f)) {
            let l2 = pow(log2(x), (-4));
        } else if (if f { f } else { e }) {
            if (clip(-0.0, l0, 30.0) > max(l0 where x > 1e-3)) {
                r += pow(max((-0.0 * -2) where e), dt);
            }
        }
    }
    Body32 g32 {
        if (!e == (1e-3 <= 0.1)) {
            let l0 = (3 + (index + index));
        }
        q = (((y + r) % -0.1) * ((x * 3) % (q + y)));
        p *= ((0 % index) - clip((-0.0 * dt), r, r));
    }
    Body33 g33 {
        r = (if (sigmoid(30.0) < pow(drive, (-4))) { (index - 1) } else { (p * 0.1 - 0.5) });
        f = (if ((index + index) >= (index - index)) { (sign(p) != (p * -2.5)) } else { (--7 == 2) });
        q += clip(((q + r) * (if f { 0.0 } else { r })), drive, 1.0);
        if (if (index == index) { (f != e) } else { (y == y) }) {
            p = -atan2(pow(30.0, 1), q);
            if (if (-2 > y) { (e && f) } else { (e != f) }) {
                q *= ((sin(q) + sinh(drive)) + (r * p % q));
            } else if (0.5 < drive) {
                q /= ((sqrt(p) * (-2 + drive)) * (tan(y) + mean(q where f)));
            }
        } else if (p < p) {
            r = ((r - r + a) - clip(clip(1e-3, p, 1.0), 30.0, -2));
        }
        let l0 = (-index % 0);
    }
    Body34 g34 {
        e = (-sign(q) < max((r * q), -0.0));
        let l0 = (y % q * r);
        if (if !f { (r >= 30.0) } else { (x != 1.0) }) {
            q = (pow((r * q), 10) % (pow(-2.5, 10) + (l0 * l0)));
            e = (((e != e) || (e == e)) == (sin(x) != atan2(l0, drive)));
        } else if (e != e) {
            q += (((b - y) * index) % (clip(l0, l0, b) + (l0 + l0)));
        }
        let l1 = pow((l0 - l0 + q), -1);
    }
    Body35 g35 {
        q = min((r * 1.0) where y > q);
        p = sin((-y % mean(b)));
        let l0 = clip((dt + -2.5), r, q);
        p += (-2.5 - dt % 1.0);
        let l1 = ((y - l0) - (p / l0));
        let l2 = (if (index < index) { (if e { f } else { f }) } else { (e == f) });
    }
    Body36 g36 {
        p /= ((clip(drive, p, q) / hypot(p, 0.5)) - -(x + a));
        if (index >= sinh(r)) {
            r /= max(((drive * y) - index), x);
            if ((drive / r) >= (r * 0.0)) {
                f = ((if (-2 != 30.0) { sqrt(q) } else { (30.0 % a) }) > (r - 1e-3 + 1e-3));
                p -= (count(false) - mean((p * q) where 1e-3 > p));
            } else {
                let l0 = ((y + r - p) + pow(1.0, 0));
            }
        } else if (y <= y) {
            if (tan(x) > (0.5 - drive)) {
                q = (if ((r % drive) <= (if f { y } else { 0.1 })) { max((dt * q)) } else { (tanh(0.0) - (q + q)) });
            } else if (r > q) {
                r -= ((a / 0.1 + q) * (abs(p) - (p + drive)));
            }
        }
        if !(0.0 < r) {
            if ((3 / y) == -r) {
                q = pow(-(p + -2), 3);
            } else if (if e { e } else { e }) {
                q = (drive * 30.0 % 0.0);
            }
        }
        if ((0.5 + x) > (r + 0.1)) {
        } else {
            if !(-2 > 30.0) {
                let l1 = ((b * p) - (q - x));
                let l2 = (hypot(p, q) * (drive / l1));
            }
        }
    }
    Body37 g37 {
        r /= (if (f && e) { index } else { -3 });
        p += ((index * index) + (iteration + index));
        if !(b > r) {
            r = ((iteration + (p * 30.0 * 1e-3)) * (min(x where -2.5 > 1.0) - sqrt(b)));
            if (min(x where dt > x) == (q + y)) {
                q /= clip((index - index), q, -2.5);
            }
        } else if (f != e) {
            r *= pow(sum((r * r) where f), -1);
        }
    }
    Body38 g38 {
        if ((r == r) != (if f { f } else { e })) {
        } else if (-2 != b) {
            r *= pow(max((-0.0 / y), 0.0), x);
        }
        r *= ((mean(q where false) * (-2 + p / -2.5)) / ((3 - x) * pow(q, 4)));
        r += ((index * index) - (clip(dt, 30.0, -0.0) * (drive / q)));
        let l0 = pow(clip(dt, 0.5, drive), 5);
        p *= tan(-clip(drive, r, y));
    }
    Body39 g39 {
        r = (((x * q) - (if f { 3 } else { q })) % ((q * r) * mean(p where e)));
        let l0 = ((r + dt) > tanh(q));
    }
}
